"""Signs a challenge with a private key in AWS Secrets Manager. Needs boto3 and PyJWT[crypto].

python sign_with_secrets_manager.py CHALLENGE ledger/operators/payments 01234567-89ab-cdef-0123-456789abcdef
"""

import json
import os
import sys

import boto3

from sign_with_secret import sign_challenge


def read_private_key(name: str, version: str) -> str:
    """Reads exactly the version that the admins approved: the one in `key-reference`."""
    client = boto3.client("secretsmanager", region_name=os.environ["AWS_REGION"])
    return json.loads(client.get_secret_value(SecretId=name, VersionId=version)["SecretString"])["private_key"]


if __name__ == "__main__":
    print(sign_challenge(sys.argv[1], read_private_key(sys.argv[2], sys.argv[3])))
