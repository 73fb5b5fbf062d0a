# The job after a rejection: destroys a version of a key. It cannot read one.
path "secret/destroy/ledger/operators/+" {
  capabilities = ["update"]
}
path "secret/metadata/ledger/operators/+" {
  capabilities = ["read"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
