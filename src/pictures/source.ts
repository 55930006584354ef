import type { PictureForm } from './contactPicture.ts';

/** Which picture is meant, in one word that can be kept. */
export interface PictureSource {
  readonly server: string;
  readonly incident: number;
  /** In the order in which they happened, the first is 1; the first that can be shown when absent. */
  readonly contact?: number | undefined;
  readonly form: PictureForm;
  /** One word for how much is known: with more, it is another picture of the same. */
  readonly known?: string | undefined;
}

const FORMS: readonly PictureForm[] = ['still', 'animation'];

/** "main/12/still", "main/12.2/still", "main/12/still@after" */
export const sourceOf = ({ server, incident, contact, form, known }: PictureSource): string =>
  `${server}/${incident}${contact === undefined ? '' : `.${contact}`}/${form}${known === undefined ? '' : `@${known}`}`;

/** Undefined for what an older version, or nobody, has written. */
export function readSource(text: string): PictureSource | undefined {
  const [, server, incident, contact, name, known] = /^(.+)\/(\d+)(?:\.(\d+))?\/(\w+?)(?:@(\w+))?$/.exec(text) ?? [];
  const form = FORMS.find((each) => each === name);
  if (server === undefined || form === undefined) return undefined;
  return {
    server,
    incident: Number(incident),
    contact: contact === undefined ? undefined : Number(contact),
    form,
    known,
  };
}
