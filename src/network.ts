// A bundle of its own, loaded when an action is about to ask somebody: verify without network does not need it.
export { getOctokit } from '@actions/github'
export { httpFetch } from './http-fetch.ts'
