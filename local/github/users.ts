import { createHash } from 'node:crypto'
import { foldCase } from './names.ts'

/** A person or a bot. The login can change, the id cannot. */
export interface User {
  readonly id: number
  login: string
  readonly type: 'User' | 'Bot'
}

/** All users. Logins ignore case. */
export class Users {
  readonly #users: User[] = [{ id: 583231, login: 'octocat', type: 'User' }]

  /** @throws if the login or the id is taken */
  add({ login, id, type }: { login: string; id?: number; type?: User['type'] }): User {
    if (this.find(login)) throw new Error(`the login ${login} is taken`)
    if (id !== undefined && this.#isTaken(id)) throw new Error(`the id ${id} is taken`)
    const user = { id: id ?? this.#freeId(login), login, type: type ?? (login.endsWith('[bot]') ? 'Bot' : 'User') }
    this.#users.push(user)
    return user
  }

  /** Returns the user with this login, or adds one. */
  get(login: string): User {
    return this.find(login) ?? this.add({ login })
  }

  /** The id stays. Another user can take the old login. */
  rename(from: string, to: string): void {
    if (this.find(to)) throw new Error(`the login ${to} is taken`)
    this.get(from).login = to
  }

  /** Returns the user with this login, if there is one. */
  find(login: string): User | undefined {
    return this.#users.find(user => foldCase(user.login) === foldCase(login))
  }

  withId(id: number): User | undefined {
    return this.#users.find(user => user.id === id)
  }

  #isTaken(id: number): boolean {
    return this.#users.some(user => user.id === id)
  }

  /** Derived from the login, so that a user has the same id in each test. */
  #freeId(login: string): number {
    let id = createHash('sha256').update(foldCase(login)).digest().readUInt32BE() >>> 4
    while (this.#isTaken(id)) id++
    return id
  }
}
