/** Status and text of this Discord's errors, by Discord's JSON error code. */
const REFUSALS = {
  0: [404, '404: Not Found'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10009: [404, 'Unknown Overwrite'],
  10011: [404, 'Unknown Role'],
  10013: [404, 'Unknown User'],
  10014: [400, 'Unknown Emoji'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  20012: [403, 'You are not authorized to perform this action on this application'],
  30003: [400, 'Maximum number of pins reached for the channel (250)'],
  30005: [400, 'Maximum number of guild roles reached (250)'],
  30007: [400, 'Maximum number of webhooks reached (15)'],
  30010: [400, 'Maximum number of reactions reached (20)'],
  30013: [400, 'Maximum number of guild channels reached (500)'],
  30015: [400, 'Maximum number of attachments in a message reached (10)'],
  30032: [400, 'Maximum number of application commands reached (100)'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50021: [403, 'Cannot execute action on a system message'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50028: [400, 'Invalid Role'],
  50035: [400, 'Invalid Form Body'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  60003: [403, 'Two factor is required for this operation'],
  160004: [400, 'A thread has already been created for this message'],
  220001: [400, 'Webhooks posted to forum channels must have a thread_name or thread_id'],
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** One error in one field, as Discord nests them under the field's path. */
export interface FieldError {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/** A request that is answered with an error: HTTP status and JSON body. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly body: object;

  constructor(
    status: number,
    body: { readonly message: string; readonly code: number; readonly [detail: string]: unknown },
  ) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

export function refusal(code: RefusalCode): Refusal {
  const [status, message] = REFUSALS[code];
  return new Refusal(status, { message, code });
}

export const unauthorized = (): Refusal => new Refusal(401, { message: '401: Unauthorized', code: 0 });

/** Error 50035: `errors` mirrors the shape of the body, with `_errors` in each invalid field. */
export function invalidBody(fields: readonly FieldError[]): Refusal {
  const [status, message] = REFUSALS[50035];
  return new Refusal(status, { message, code: 50035, errors: nest(fields) });
}

export const invalidField = (path: readonly (string | number)[], code: string, message: string): Refusal =>
  invalidBody([{ path, code, message }]);

interface Nest {
  [key: string]: Nest | { code: string; message: string }[];
}

function nest(fields: readonly FieldError[]): Nest {
  const root: Nest = {};
  for (const { path, code, message } of fields) {
    let node = root;
    for (const key of path) {
      const next = node[key];
      const inner: Nest = next === undefined || Array.isArray(next) ? {} : next;
      node[key] = inner;
      node = inner;
    }
    const known = node._errors;
    node._errors = [...(Array.isArray(known) ? known : []), { code, message }];
  }
  return root;
}
