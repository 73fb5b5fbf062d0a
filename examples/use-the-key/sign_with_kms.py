"""Signs a challenge with a key in AWS KMS, which never leaves it. Needs boto3 and cryptography.

python sign_with_kms.py CHALLENGE awskms:///arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab
"""

import base64
import hashlib
import sys

import boto3
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sign_challenge(challenge: str, key_reference: str) -> str:
    key_arn = key_reference.removeprefix("awskms:///")
    data = base64.urlsafe_b64decode(challenge + "=" * (-len(challenge) % 4))
    header = b'{"alg":"ES256","typ":"JWT"}'
    signing_input = f"{base64url(header)}.{base64url(data)}"
    kms = boto3.client("kms", region_name=key_arn.split(":")[3])
    response = kms.sign(
        KeyId=key_arn,
        Message=hashlib.sha256(signing_input.encode()).digest(),
        MessageType="DIGEST",
        SigningAlgorithm="ECDSA_SHA_256",
    )
    # KMS gives the signature in DER, a JWS has r and s.
    r, s = decode_dss_signature(response["Signature"])
    return f"{signing_input}.{base64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


if __name__ == "__main__":
    print(sign_challenge(sys.argv[1], sys.argv[2]))
