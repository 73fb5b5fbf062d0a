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
    [
      { AWS_REGION: 'eusc-de-east-1' },
      'https://kms.eusc-de-east-1.amazonaws.eu',
      'https://sts.eusc-de-east-1.amazonaws.eu',
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
    ['aws-region-missing', { AWS_REGION: '' }, 'AWS_REGION is set, so the region is unknown'],
    ['aws-settings-invalid', { AWS_REGION: 'Ireland' }, 'variable AWS_REGION is not a region'],
    ['aws-settings-invalid', { AWS_REGION: 'eu-west-1.evil.example.com' }, 'variable AWS_REGION is not a region'],
    ['aws-settings-invalid', { AWS_REGION: 'evil.example.com/eu-west-1' }, 'variable AWS_REGION is not a region'],
    ['input-invalid', { 'INPUT_AWS-REGION': 'evil.example.com/' }, 'The input `aws-region` is "evil.example.com/"'],
    ['aws-credentials-missing', { AWS_ACCESS_KEY_ID: '' }, 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'],
    ['aws-credentials-missing', { AWS_SECRET_ACCESS_KEY: '' }, 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'],
    ['aws-settings-invalid', { AWS_ACCESS_KEY_ID: '+AKIA' }, 'variable AWS_ACCESS_KEY_ID contains a character'],
    ['aws-settings-invalid', { AWS_ACCESS_KEY_ID: 'AKIA+' }, 'variable AWS_ACCESS_KEY_ID contains a character'],
    [
      'aws-settings-invalid',
      { AWS_SECRET_ACCESS_KEY: 'hunter2 hunter2' },
      'AWS_SECRET_ACCESS_KEY contains a character',
    ],
    ['aws-settings-invalid', { AWS_SESSION_TOKEN: 'hunter2\nhunter2' }, 'AWS_SESSION_TOKEN contains a character'],
    ['aws-settings-invalid', { AWS_ENDPOINT_URL: 'http://kms.eu-west-1.amazonaws.com' }, 'is a plain http URL'],
    ['aws-settings-invalid', { AWS_ENDPOINT_URL: 'http://127.0.0.1.example.com' }, 'is a plain http URL'],
    ['aws-settings-invalid', { AWS_ENDPOINT_URL_KMS: 'https://hunter2@localhost' }, 'without user, query or fragment'],
    ['aws-settings-invalid', { AWS_ENDPOINT_URL_KMS: 'https://:hunter2@localhost' }, 'without user, query or fragment'],
    ['aws-settings-invalid', { AWS_ENDPOINT_URL: 'not a URL' }, 'AWS_ENDPOINT_URL is not an https URL'],
    ['aws-settings-invalid', { AWS_ENDPOINT_URL_SECRETS_MANAGER: 'localhost:4566' }, 'is not an https URL'],
    ['aws-settings-invalid', { AWS_ENDPOINT_URL_STS: 'https://localhost?token=hunter2' }, 'without user, query'],
    ['input-invalid', { 'INPUT_AWS-ROLE': 'ledger-generate' }, 'The input `aws-role` is "ledger-generate"'],
    ['input-invalid', { 'INPUT_AWS-ROLE': 'arn:aws:iam::111122223333:user/ledger' }, 'It must be the ARN of a role'],
    ['input-invalid', { 'INPUT_AWS-ROLE': ROLE.replace('aws', 'aws-mars') }, 'It must be the ARN of a role'],
    ['input-invalid', { 'INPUT_AWS-ROLE': `${ROLE} x` }, 'It must be the ARN of a role'],
    ['input-invalid', { 'INPUT_AWS-ROLE': `x ${ROLE}` }, 'It must be the ARN of a role'],
  ])('fail with %s for %j, and show no secret', async (code, env, message) => {
    const error = await actionErrorOf(() => readAwsSettings({ AWS_REGION: 'eu-west-1', ...KEYS, ...env }))
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
    expect(`${error.message} ${error.hint}`).not.toMatch(/hunter2|wJalrXUtnFEMI/)
  })

  it('are read without the white space around them', () => {
    const env = { AWS_REGION: ' eu-west-12\n', AWS_ENDPOINT_URL: ' https://localhost// ', AWS_ACCESS_KEY_ID: ' AKIA\n' }
    const { region, endpoints, credentials } = readAwsSettings({ ...KEYS, ...env })
    expect([region, endpoints.kms, credentials?.accessKeyId]).toEqual(['eu-west-12', 'https://localhost', 'AKIA'])
  })

  it('refuse a region other than that of the ARN', async () => {
    const env = { ...KEYS, 'INPUT_AWS-REGION': 'eu-west-1' }
    const error = await actionErrorOf(() => readAwsSettings(env, 'us-east-1'))
    expect(error.code).toBe('input-invalid')
    expect(error.message).toContain('The ARN in `key-store` is of the region `us-east-1`')
  })

  it.each([ROLE, ROLE.replace('aws', 'aws-eusc')])('have the role %s without credentials', role => {
    const settings = readAwsSettings({ AWS_REGION: 'eu-west-1', 'INPUT_AWS-ROLE': role })
    expect(settings).toMatchObject({ role, credentials: undefined })
  })
})
