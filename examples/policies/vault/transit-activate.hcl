# The job behind the gate that puts a registered key into service: signs the proof, and changes nothing in the vault.
path "ledger-transit/keys/+" {
  capabilities = ["read"]
}
path "ledger-transit/sign/+" {
  capabilities = ["update"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
