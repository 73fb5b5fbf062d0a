import { createHash } from 'node:crypto'

/** A person or a bot. The login can change; the id never does. */
export interface User {
  readonly id: number
  login: string
  readonly type: 'User' | 'Bot'
}

/** The users of a GitHub. Logins are the same in either case. */
export class Users {
  readonly #users: User[] = [{ id: 583231, login: 'octocat', type: 'User' }]

  /** @throws if the login or the id is taken */
  add({ login, id, type }: { login: string; id?: number; type?: User['type'] }): User {
    if (this.#find(login)) throw new Error(`there is a user ${login} already`)
    if (id !== undefined && this.#isTaken(id)) throw new Error(`there is a user with id ${id} already`)
    const user = { id: id ?? this.#freeId(login), login, type: type ?? (login.endsWith('[bot]') ? 'Bot' : 'User') }
    this.#users.push(user)
    return user
  }

  /** The user who has this login now; a login that nobody has yet gets a user. */
  get(login: string): User {
    return this.#find(login) ?? this.add({ login })
  }

  /** The user keeps the id. The old login is free again. */
  rename(from: string, to: string): void {
    if (this.#find(to)) throw new Error(`there is a user ${to} already`)
    this.get(from).login = to
  }

  #find(login: string): User | undefined {
    return this.#users.find(user => user.login.toLowerCase() === login.toLowerCase())
  }

  #isTaken(id: number): boolean {
    return this.#users.some(user => user.id === id)
  }

  /** An id that depends on the login alone, unless somebody has it: so that ids are the same in each test. */
  #freeId(login: string): number {
    let id = createHash('sha256').update(login.toLowerCase()).digest().readUInt32BE() >>> 4
    while (this.#isTaken(id)) id++
    return id
  }
}
