"""Signs a challenge with a private key in KV version 2 of Vault or OpenBao. Needs PyJWT[crypto].

python sign_with_vault_kv.py CHALLENGE 'vault://secret/ledger/operators/payments?version=2#private_key'
"""

import json
import os
import sys
import urllib.request
from urllib.parse import parse_qs, urlsplit

from sign_with_secret import sign_challenge


def read_private_key(key_reference: str) -> str:
    """Reads exactly the version that `key-reference` names. The name of the mount must have no slash."""
    uri = urlsplit(key_reference)
    version = parse_qs(uri.query)["version"][0]
    headers = {
        "X-Vault-Token": os.environ["VAULT_TOKEN"],
        "X-Vault-Namespace": os.environ.get("VAULT_NAMESPACE", ""),
    }
    url = f"{os.environ['VAULT_ADDR']}/v1/{uri.netloc}/data{uri.path}?version={version}"
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as response:
        return json.load(response)["data"]["data"][uri.fragment]


if __name__ == "__main__":
    print(sign_challenge(sys.argv[1], read_private_key(sys.argv[2])))
