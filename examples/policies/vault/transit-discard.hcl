# The job after a rejection: deletes a key, if an admin has allowed that for this key (`deletion_allowed`).
path "ledger-transit/keys/+" {
  capabilities = ["read", "delete"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
