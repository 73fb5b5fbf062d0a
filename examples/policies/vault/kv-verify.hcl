# The job behind the gate: reads the key, to prove which one it is.
path "secret/data/ledger/operators/+" {
  capabilities = ["read"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
