import type { z } from 'zod';
import { type FieldError, invalidBody } from './refusal.ts';

/** Validates a request body; an invalid one is refused like Discord does: 50035 with an error per field. */
export function check<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body ?? {}, { reportInput: true });
  if (result.success) return result.data;
  throw invalidBody(result.error.issues.map(complaint));
}

/** A refinement's error: Discord's code and text. */
export const flaw = (code: string, message: string, path: (string | number)[] = []) =>
  ({ code: 'custom', message, params: { code }, path }) as const;

function complaint(issue: z.core.$ZodIssue): FieldError {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  return { path, ...wording(issue) };
}

/** Discord's wording for zod's errors. */
function wording(issue: z.core.$ZodIssue): Pick<FieldError, 'code' | 'message'> {
  if (issue.code !== 'custom' && issue.input === undefined) {
    return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  }
  switch (issue.code) {
    case 'too_big':
      return tooBig(issue);
    case 'too_small':
      return tooSmall(issue);
    case 'invalid_type':
      return wrongType(issue.expected, issue.input);
    case 'custom':
      return { code: String(issue.params?.code ?? 'BASE_TYPE_INVALID'), message: issue.message };
    case 'invalid_value':
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of (${issue.values.map(String).join(', ')}).` };
    default:
      return { code: 'BASE_TYPE_INVALID', message: issue.message };
  }
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): Pick<FieldError, 'code' | 'message'> {
  return origin === 'string' || origin === 'array'
    ? { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${maximum} or fewer in length.` }
    : { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${maximum}.` };
}

function tooSmall({ origin, minimum, input }: z.core.$ZodIssueTooSmall): Pick<FieldError, 'code' | 'message'> {
  if (input === '') return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  return origin === 'string' || origin === 'array'
    ? { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${minimum} or more in length.` }
    : { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${minimum}.` };
}

function wrongType(expected: string, input: unknown): Pick<FieldError, 'code' | 'message'> {
  if (expected === 'array') return { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
  if (expected === 'object') {
    return { code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries may be used in a DictType' };
  }
  return {
    code: `${expected.toUpperCase()}_TYPE_CONVERT`,
    message: `Could not interpret "${String(input)}" as ${expected}.`,
  };
}
