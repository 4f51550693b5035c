"""For the demo: the message row itself is what the phone of /demo/telephone/ shows."""

import secrets


class SimulatorGateway:
    """Accepts everything and sends nothing."""

    def send(self, *, to, body, status_callback):
        return f"SIM{secrets.token_hex(15)}"
