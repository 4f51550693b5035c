"""Could this concern me? Ten questions, rules as data, nothing kept."""
