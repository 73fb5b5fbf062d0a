// All readers of inputs, for the actions.
export { readAllowedBots } from './allowed-bots.ts'
export { readAllowedEvents, unknownEventWarning } from './allowed-events.ts'
export { readDestination, readRepositoryIds, VISIBILITIES } from './destination.ts'
export { invalid } from './invalid-input.ts'
export * from './names.ts'
export * from './raw-input.ts'
export * from './read-input.ts'
export * from './url.ts'
