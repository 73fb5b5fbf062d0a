# The job before the gate: creates a key, and reads public keys. `+` is one part of a path, so this grants neither `config`, which can make a key
# exportable, nor `rotate`. Without the parameters, a key could be created exportable. It cannot sign.
path "ledger-transit/keys/+" {
  capabilities       = ["update", "read"]
  allowed_parameters = {
    "type" = ["ecdsa-p256"]
  }
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
