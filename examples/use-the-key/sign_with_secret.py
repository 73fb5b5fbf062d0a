"""Signs a challenge with the private key in LEDGER_OPERATOR_PRIVATE_KEY, which is hex or PEM. Needs PyJWT[crypto]."""

import os
import sys

import jwt


def sign_challenge(challenge: str, private_key: str) -> str:
    pem = private_key if private_key.startswith("-----") else bytes.fromhex(private_key)
    data = jwt.utils.base64url_decode(challenge)
    return jwt.PyJWS().encode(data, pem, algorithm="ES256")


if __name__ == "__main__":
    print(sign_challenge(sys.argv[1], os.environ["LEDGER_OPERATOR_PRIVATE_KEY"]))
