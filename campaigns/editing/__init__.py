"""How a text comes to be public: written, read by somebody else, published, kept."""
