# The job before the gate: stores a new key, and sees which versions exist. It can neither read a key nor overwrite one.
path "secret/data/ledger/operators/+" {
  capabilities = ["create"]
}
path "secret/metadata/ledger/operators/+" {
  capabilities = ["read"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
