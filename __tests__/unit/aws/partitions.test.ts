import { expect, it } from 'vitest'
import { isPartition, partitionOf } from '../../../src/aws/partitions.ts'

// The regions and suffixes of partitions.json of botocore 1.43.
it.each([
  ['us-east-1', 'aws', 'amazonaws.com'],
  ['ap-southeast-7', 'aws', 'amazonaws.com'],
  ['mx-central-1', 'aws', 'amazonaws.com'],
  ['cn-northwest-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
  ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
  ['us-iso-east-1', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['eu-isoe-west-1', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['us-isof-south-1', 'aws-iso-f', 'csp.hci.ic.gov'],
])('partitionOf finds that %s belongs to %s', (region, id, dnsSuffix) => {
  expect(partitionOf(region)).toMatchObject({ id, dnsSuffix })
  expect(isPartition(id)).toBe(true)
  expect(partitionOf(region.replace(/\d$/, '12'))?.id).toBe(id)
  for (const other of [`x${region}`, `${region}.x`]) expect(partitionOf(other)).toBeUndefined()
})

it.each([
  '',
  'eu',
  'eu-west',
  'Europe',
  'eu-west-1.evil.example.com',
  'x.eu-west-1',
  'us-gov-west-east-1',
  'eu-west-123',
])('partitionOf finds no partition for %j', region => expect(partitionOf(region)).toBeUndefined())

it('isPartition knows no other name', () => {
  expect(['', 'aws-', 'aws-gov', 'xaws'].map(isPartition)).not.toContain(true)
})
