"""Signs a challenge with a private key in KV version 2 of Vault or OpenBao. Needs PyJWT[crypto].

python sign_with_vault_kv.py CHALLENGE secret/data/ledger/operators/payments 2
"""

import json
import os
import sys
import urllib.request

from sign_with_secret import sign_challenge


def read_private_key(path: str, version: int) -> str:
    """Reads exactly the version that the admins approved: the one in `key-reference`."""
    url = f"{os.environ['VAULT_ADDR']}/v1/{path}?version={version}"
    request = urllib.request.Request(url, headers={"X-Vault-Token": os.environ["VAULT_TOKEN"]})
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)["data"]["data"]["private_key"]


if __name__ == "__main__":
    print(sign_challenge(sys.argv[1], read_private_key(sys.argv[2], int(sys.argv[3]))))
