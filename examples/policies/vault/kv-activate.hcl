# The job behind the gate that puts a registered key into service: reads it, and stores its API access beside it as a new version.
path "secret/data/ledger/operators/+" {
  capabilities = ["read", "update"]
}
path "secret/metadata/ledger/operators/+" {
  capabilities = ["read"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
