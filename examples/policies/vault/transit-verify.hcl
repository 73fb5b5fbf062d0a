# The job behind the gate: signs the proof. The software that uses a key needs `sign` for that one key only.
path "ledger-transit/keys/+" {
  capabilities = ["read"]
}
path "ledger-transit/sign/+" {
  capabilities = ["update"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
