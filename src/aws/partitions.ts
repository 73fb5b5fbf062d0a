/** A part of AWS with accounts and endpoints of its own, and its regions. */
export interface Partition {
  /** As ARNs have it: `aws`, `aws-cn`. */
  id: string
  regions: RegExp
  /** What the names of its endpoints end with. */
  dnsSuffix: string
}

/** As `partitions.json` of AWS's SDKs has them. Regions with a new prefix belong to `aws`, as in the SDKs. */
const PARTITIONS: Partition[] = [
  { id: 'aws-cn', regions: /^cn-[a-z]+-\d{1,2}$/, dnsSuffix: 'amazonaws.com.cn' },
  { id: 'aws-us-gov', regions: /^us-gov-[a-z]+-\d{1,2}$/, dnsSuffix: 'amazonaws.com' },
  { id: 'aws-eusc', regions: /^eusc-[a-z]{2}-[a-z]+-\d{1,2}$/, dnsSuffix: 'amazonaws.eu' },
  { id: 'aws-iso', regions: /^us-iso-[a-z]+-\d{1,2}$/, dnsSuffix: 'c2s.ic.gov' },
  { id: 'aws-iso-b', regions: /^us-isob-[a-z]+-\d{1,2}$/, dnsSuffix: 'sc2s.sgov.gov' },
  { id: 'aws-iso-e', regions: /^eu-isoe-[a-z]+-\d{1,2}$/, dnsSuffix: 'cloud.adc-e.uk' },
  { id: 'aws-iso-f', regions: /^us-isof-[a-z]+-\d{1,2}$/, dnsSuffix: 'csp.hci.ic.gov' },
  { id: 'aws', regions: /^[a-z]{2}-[a-z]+-\d{1,2}$/, dnsSuffix: 'amazonaws.com' },
]

/** @returns undefined if no region of AWS can have this name */
export function partitionOf(region: string): Partition | undefined {
  return PARTITIONS.find(({ regions }) => regions.test(region))
}

/** Whether ARNs can begin with `arn:` and this. */
export function isPartition(id: string): boolean {
  return PARTITIONS.some(partition => partition.id === id)
}
