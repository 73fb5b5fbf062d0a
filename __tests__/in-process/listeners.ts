import type { EventEmitter } from 'node:events'

/** The listeners for an event that an emitter gets from now on: those that it has, and their end. */
export function newListeners(emitter: EventEmitter, event: string) {
  const before = emitter.listeners(event)
  const added = () => emitter.listeners(event).filter(listener => !before.includes(listener))
  return {
    added,
    remove: () => {
      for (const listener of added()) emitter.removeListener(event, listener as () => void)
    },
  }
}
