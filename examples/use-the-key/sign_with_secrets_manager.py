"""Signs a challenge with a private key in AWS Secrets Manager. Needs boto3 and PyJWT[crypto].

python sign_with_secrets_manager.py CHALLENGE 'awssecrets:///ledger/operators/payments?version=01234567-89ab-cdef-0123-456789abcdef#private_key'
"""

import json
import os
import sys
from urllib.parse import parse_qs, urlsplit

import boto3

from sign_with_secret import sign_challenge


def read_private_key(key_reference: str) -> str:
    """Reads exactly the version that `key-reference` names."""
    uri = urlsplit(key_reference)
    version = parse_qs(uri.query)["version"][0]
    client = boto3.client("secretsmanager", region_name=os.environ["AWS_REGION"])
    secret = client.get_secret_value(SecretId=uri.path[1:], VersionId=version)["SecretString"]
    return json.loads(secret)[uri.fragment]


if __name__ == "__main__":
    print(sign_challenge(sys.argv[1], read_private_key(sys.argv[2])))
