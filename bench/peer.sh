#!/bin/sh
# Makes a key with openssl and stores it with gh: peer.sh NAME FILE
set -eu
umask 077
openssl ecparam -name prime256v1 -genkey -noout -out "$2"
gh secret set "$1" --env e --repo github.localhost/o/r <"$2"
rm "$2"
