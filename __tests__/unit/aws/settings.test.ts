import { describe, expect, it } from 'vitest'
import { readAwsSettings } from '../../../src/aws/settings.ts'
import { actionErrorOf } from '../../support/errors.ts'

const KEYS = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
}
const ROLE = 'arn:aws:iam::111122223333:role/ledger/generate'

describe('the settings of AWS', () => {
  it.each([
    [{ AWS_REGION: 'eu-west-1' }, undefined, 'eu-west-1'],
    [{ AWS_DEFAULT_REGION: 'eu-west-1' }, undefined, 'eu-west-1'],
    [{ AWS_REGION: 'eu-west-1', 'INPUT_AWS-REGION': 'us-gov-west-1' }, undefined, 'us-gov-west-1'],
    [{ AWS_REGION: 'eu-west-1' }, 'us-east-1', 'us-east-1'],
    [{ 'INPUT_AWS-REGION': 'us-east-1' }, 'us-east-1', 'us-east-1'],
  ])('have the region of %j and of an ARN in %s: %s', (env, named, region) => {
    expect(readAwsSettings({ ...KEYS, ...env }, named).region).toBe(region)
  })

  it.each([
    [{}, 'https://kms.eu-west-1.amazonaws.com', 'https://sts.eu-west-1.amazonaws.com'],
    [
      { AWS_REGION: 'cn-north-1' },
      'https://kms.cn-north-1.amazonaws.com.cn',
      'https://sts.cn-north-1.amazonaws.com.cn',
    ],
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566/' }, 'http://127.0.0.1:4566', 'http://127.0.0.1:4566'],
    [
      {
        AWS_ENDPOINT_URL: 'http://localhost:4566',
        AWS_ENDPOINT_URL_KMS: 'https://vpce-1.kms.eu-west-1.vpce.amazonaws.com',
      },
      'https://vpce-1.kms.eu-west-1.vpce.amazonaws.com',
      'http://localhost:4566',
    ],
    [
      { AWS_ENDPOINT_URL_STS: 'https://sts.amazonaws.com' },
      'https://kms.eu-west-1.amazonaws.com',
      'https://sts.amazonaws.com',
    ],
  ])('have the endpoints of %j', (env, kms, sts) => {
    expect(readAwsSettings({ AWS_REGION: 'eu-west-1', ...KEYS, ...env }).endpoints).toMatchObject({ kms, sts })
  })

  it('have the endpoint of Secrets Manager alone from its own variable', () => {
    const url = 'https://vpce-1.secretsmanager.eu-west-1.vpce.amazonaws.com'
    const env = { AWS_REGION: 'eu-west-1', ...KEYS, AWS_ENDPOINT_URL_SECRETS_MANAGER: url }
    const { endpoints } = readAwsSettings(env)
    expect(endpoints).toEqual({
      kms: 'https://kms.eu-west-1.amazonaws.com',
      secretsmanager: url,
      sts: 'https://sts.eu-west-1.amazonaws.com',
    })
  })

  it.each([
    ['aws-region-missing', { AWS_REGION: '' }],
    ['aws-settings-invalid', { AWS_REGION: 'Ireland' }],
    ['input-invalid', { 'INPUT_AWS-REGION': 'evil.example.com/' }],
    ['aws-credentials-missing', { AWS_ACCESS_KEY_ID: '' }],
    ['aws-credentials-missing', { AWS_SECRET_ACCESS_KEY: '' }],
    ['aws-settings-invalid', { AWS_SECRET_ACCESS_KEY: 'hunter2 hunter2' }],
    ['aws-settings-invalid', { AWS_SESSION_TOKEN: 'hunter2\nhunter2' }],
    ['aws-settings-invalid', { AWS_ENDPOINT_URL: 'http://kms.eu-west-1.amazonaws.com' }],
    ['aws-settings-invalid', { AWS_ENDPOINT_URL: 'http://127.0.0.1.example.com' }],
    ['aws-settings-invalid', { AWS_ENDPOINT_URL_KMS: 'https://user:hunter2@localhost' }],
    ['aws-settings-invalid', { AWS_ENDPOINT_URL: 'not a URL' }],
    ['aws-settings-invalid', { AWS_ENDPOINT_URL_SECRETS_MANAGER: 'localhost:4566' }],
    ['aws-settings-invalid', { AWS_ENDPOINT_URL_STS: 'https://localhost?token=hunter2' }],
    ['input-invalid', { 'INPUT_AWS-ROLE': 'ledger-generate' }],
    ['input-invalid', { 'INPUT_AWS-ROLE': 'arn:aws:iam::111122223333:user/ledger' }],
  ])('fail with %s for %j, and show no secret', async (code, env) => {
    const error = await actionErrorOf(() => readAwsSettings({ AWS_REGION: 'eu-west-1', ...KEYS, ...env }))
    expect(error.code).toBe(code)
    expect(`${error.message} ${error.hint}`).not.toMatch(/hunter2|wJalrXUtnFEMI/)
  })

  it('refuse a region other than that of the ARN', async () => {
    const env = { ...KEYS, 'INPUT_AWS-REGION': 'eu-west-1' }
    const error = await actionErrorOf(() => readAwsSettings(env, 'us-east-1'))
    expect(error.code).toBe('input-invalid')
    expect(error.message).toContain('The ARN in `key-store` is of the region `us-east-1`')
  })

  it('have a role without credentials', () => {
    const settings = readAwsSettings({ AWS_REGION: 'eu-west-1', 'INPUT_AWS-ROLE': ROLE })
    expect(settings).toMatchObject({ role: ROLE, credentials: undefined })
  })
})
