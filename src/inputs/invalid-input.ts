import { ActionError } from '../errors.ts'
import { codePointOf, displayName } from '../text.ts'

/** Longer values are not shown. */
const MAX_SHOWN_CHARACTERS = 80
/** Shorter than any secret that is worth the name. */
const MAX_WORD_CHARACTERS = 20

/**
 * The error for an input with an invalid value. The value may be a secret that was set at the wrong input, and the runner masks a
 * secret only if it appears whole and unchanged. So a value is shown whole or not at all.
 * @param rule what a valid value is, as a sentence without its full stop
 * @param meant the value that was probably meant
 */
export function invalid(input: string, value: string, rule: string, meant?: string): ActionError {
  const hidden = reasonToHide(value)
  const given = value === '' ? 'is empty' : hidden ? `is not shown, because it ${hidden}` : `is ${displayName(value)}`
  const suggestion = meant === undefined || hidden ? '' : ` Did you mean ${displayName(meant)}?`
  return new ActionError(
    'input-invalid',
    `The input \`${input}\` ${given}. ${rule}.${suggestion}`,
    'Correct the input and run the workflow again.',
  )
}

/**
 * A suggestion that is made of parts of a value, which no mask covers.
 * @returns undefined if the value could be a secret: it is long and has digits
 */
export function suggestion(value: string, meant: string | undefined): string | undefined {
  return value.length > MAX_WORD_CHARACTERS && /\d/.test(value) ? undefined : meant
}

/** Why a value is not shown, to stand after "because it"; undefined if it can be shown. */
function reasonToHide(value: string): string | undefined {
  if (value.length > MAX_SHOWN_CHARACTERS) return `has ${value.length} characters`
  // The runner knows a secret in its JSON form, too, but not with other characters escaped.
  const escaped = [...value].find(character => displayName(character) !== JSON.stringify(character))
  return escaped && `contains ${codePointOf(escaped)}`
}
