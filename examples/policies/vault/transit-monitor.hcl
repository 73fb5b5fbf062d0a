# The daily check: signs a proof with the one key in service, without an approval. Replace KEY with its whole name.
path "ledger-transit/keys/KEY" {
  capabilities = ["read"]
}
path "ledger-transit/sign/KEY" {
  capabilities = ["update"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
