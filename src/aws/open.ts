import type { IdTokenContext } from '../github/id-token.ts'
import { AwsClient } from './client.ts'
import { readAwsSettings } from './settings.ts'

/**
 * A client for a service, as the role of the input `aws-role` or with the credentials of the environment.
 * @param region the one that `key-store` names, if it does
 * @throws ActionError before any request
 */
export function openAws(service: 'kms' | 'secretsmanager', context: IdTokenContext, region?: string): AwsClient {
  return new AwsClient(service, readAwsSettings(context.env, region), context)
}
