import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Observed } from '../../sandbox/discord/route.ts';

const { DISCORD_OPENAPI: path = '' } = process.env;

/** Where Discord's published OpenAPI document is; without it there is nothing to judge by. */
export const openapiPath = existsSync(path) ? path : undefined;

export interface Verdict {
  /** The operation in the document, such as `create_message`; undefined for a request it does not know. */
  readonly operation: string | undefined;
  /** What does not fit in the request, and in its answer: operation, place, reason. */
  readonly asked: readonly string[];
  readonly answered: readonly string[];
}

type Schema = object;
type Contents = Readonly<Record<string, { readonly schema: Schema } | undefined>>;

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Contents };
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: Contents } | undefined>>;
}

/**
 * By https://discord.com/developers/docs/interactions/application-commands, and in Discord's answers, a set of
 * permissions is a string of digits. The document wants an integer in requests.
 */
const DISAGREEMENT = /\/default_member_permissions must be integer,null \(.*, not "\d+"\)$/;

/** Checks bodies and answers against Discord's own document (OpenAPI 3.1, whose schemas are JSON Schema 2020-12). */
export function openapiJudge(path: string): (observed: Observed) => Verdict {
  const document = readDocument(path);
  const explain = explainer(document);
  return (observed) => {
    const operation = operationOf(document.paths, observed);
    if (!operation) return { operation: undefined, asked: [], answered: [] };
    const { operationId, requestBody } = operation;
    const complaints = (contents: Contents | undefined, value: unknown): string[] => {
      const schema = contents?.['application/json']?.schema;
      const lines = schema && value !== undefined ? explain(schema, onTheWire(value)) : [];
      return lines.filter((line) => !DISAGREEMENT.test(line)).map((line) => `${operationId} ${line}`);
    };
    return {
      operation: operationId,
      asked: complaints(requestBody?.content, observed.body),
      answered: complaints(responseOf(document, operation, observed.status), observed.answer),
    };
  };
}

const NAME = 'discord';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly responses: Readonly<Record<string, { readonly content?: Contents }>> };
}

/** References get the document's name, so that every part of it can be compiled by itself. */
const readDocument = (path: string): Document =>
  JSON.parse(readFileSync(path, 'utf8').replaceAll('"#/components/', `"${NAME}#/components/`));

const onTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The matching path of the document with the fewest parameters. */
function operationOf(paths: Document['paths'], { method, path }: Observed): Operation | undefined {
  const parts = path.split('/').map(decodeURIComponent);
  const fitting = Object.keys(paths).filter((template) => fits(template.split('/'), parts));
  const parameters = (template: string): number => template.split('{').length;
  const [best] = fitting.sort((a, b) => parameters(a) - parameters(b));
  return best === undefined ? undefined : (paths[best]?.[method.toLowerCase()] as Operation | undefined);
}

const fits = (template: readonly string[], parts: readonly string[]): boolean =>
  template.length === parts.length && template.every((part, index) => part.startsWith('{') || part === parts[index]);

function responseOf({ components }: Document, { responses }: Operation, status: number): Contents | undefined {
  const found = responses[String(status)] ?? responses[`${Math.floor(status / 100)}XX`];
  const referred = found?.$ref && components.responses[found.$ref.split('/').at(-1) ?? ''];
  return (referred || found)?.content;
}

function explainer(document: object): (schema: Schema, value: unknown, at?: string) => string[] {
  const formats = {
    // A new file is referred to by its position in the request.
    snowflake: /^(\d|\d{17,20})$/,
    nonce: /^.{0,25}$/,
    int32: true,
    int64: true,
    'date-time': isTime,
  } as const;
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    logger: false,
    formats,
    validateSchema: false,
  });
  ajv.addSchema(document, NAME);
  return explain;

  /** A union complains about every member; only complaints about the member that was meant are useful. */
  function explain(schema: Schema, value: unknown, at = ''): string[] {
    const validate = ajv.compile(schema);
    if (validate(value)) return [];
    const errors = validate.errors ?? [];
    const unions = errors.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');
    const outer = unions.filter((one) => !unions.some((other) => other !== one && isWithin(one, other)));
    const plain = errors.filter((error) => !outer.some((union) => error === union || isWithin(error, union)));
    return [
      ...plain.map((error) => `${at}${error.instancePath} ${error.message}${shown(error)}`),
      ...outer.flatMap((union) => explainUnion(union, at)),
    ];
  }

  function explainUnion({ schema, data, instancePath }: ErrorObject, at: string): string[] {
    const place = `${at}${instancePath}`;
    const members = (schema as Schema[]).map((member) => explain(member, data, place));
    const meant = members.filter((lines) => !lines.some((line) => isDiscriminator(line, place)));
    const [best] = (meant.length > 0 ? meant : members).sort((a, b) => a.length - b.length);
    return best && best.length > 0 ? best : [`${place} fits more than one member of a union`];
  }
}

/** Errors of a union's members are at its place or below. */
const isWithin = (error: ErrorObject, union: ErrorObject): boolean =>
  error.instancePath.startsWith(`${union.instancePath}/`) ||
  (error.instancePath === union.instancePath && error.keyword !== union.keyword);

/** Members of a union are told apart by these fields, or by having another JSON type altogether. */
const isDiscriminator = (line: string, place: string): boolean =>
  [`${place}/type `, `${place}/entity_type `].some((start) => line.startsWith(start)) ||
  line.startsWith(`${place} must be `);

const shown = ({ data, params }: ErrorObject): string =>
  ` (${JSON.stringify(params)}, not ${JSON.stringify(data)?.slice(0, 60)})`;

const isTime = (text: string): boolean => !Number.isNaN(Date.parse(text));
