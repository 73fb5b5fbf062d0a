"""Signs a challenge with a key in Transit of Vault or OpenBao, which never leaves it. Needs nothing but Python.

python sign_with_transit.py CHALLENGE 'hashivault://operator-16000000001-0123456789abcdef0123456789abcdef?mount=ledger-transit&version=1'
"""

import base64
import hashlib
import json
import os
import sys
import urllib.request
from urllib.parse import parse_qs, urlsplit


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sign_challenge(challenge: str, key_reference: str) -> str:
    uri = urlsplit(key_reference)
    parameters = parse_qs(uri.query)
    mount = parameters.get("mount", ["transit"])[0]
    data = base64.urlsafe_b64decode(challenge + "=" * (-len(challenge) % 4))
    header = b'{"alg":"ES256","typ":"JWT"}'
    signing_input = f"{base64url(header)}.{base64url(data)}"
    body = {
        "input": base64.b64encode(hashlib.sha256(signing_input.encode()).digest()).decode(),
        "prehashed": True,
        "hash_algorithm": "sha2-256",
        "marshaling_algorithm": "jws",
        "key_version": int(parameters["version"][0]),
    }
    request = urllib.request.Request(
        f"{os.environ['VAULT_ADDR']}/v1/{mount}/sign/{uri.netloc}",
        data=json.dumps(body).encode(),
        headers={
            "X-Vault-Token": os.environ["VAULT_TOKEN"],
            "X-Vault-Namespace": os.environ.get("VAULT_NAMESPACE", ""),
        },
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        signature = json.load(response)["data"]["signature"]
    # vault:v1:SIGNATURE
    return f"{signing_input}.{signature.split(':')[2]}"


if __name__ == "__main__":
    print(sign_challenge(sys.argv[1], sys.argv[2]))
