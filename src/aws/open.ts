import { AwsClient, type AwsContext } from './client.ts'
import { readAwsSettings } from './settings.ts'

/**
 * A client for a service, as the role of the input `aws-role` or with the credentials of the environment.
 * @param region the one that `key-store` names, if it does
 * @throws ActionError before any request
 */
export function openAws(service: 'kms' | 'secretsmanager', context: AwsContext, region?: string): AwsClient {
  return new AwsClient(service, readAwsSettings(context.env, region), context)
}
