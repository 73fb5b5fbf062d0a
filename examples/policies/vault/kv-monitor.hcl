# The daily check: reads the one key in service, without an approval. Replace KEY with the last part of its path.
path "secret/data/ledger/operators/KEY" {
  capabilities = ["read"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
