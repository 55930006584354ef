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
  /** What its words are in, as LANGUAGE has it; English when absent. */
  readonly language?: string | undefined;
}

const FORMS: readonly PictureForm[] = ['still', 'animation'];

/** "main/12/still", "main/12.2/still", "main/12/still@after", "main/12/still@after~de" */
export const sourceOf = ({ server, incident, contact, form, known, language }: PictureSource): string =>
  [
    `${server}/${incident}`,
    contact === undefined ? '' : `.${contact}`,
    `/${form}`,
    known === undefined ? '' : `@${known}`,
    language === undefined ? '' : `~${language}`,
  ].join('');

const FORM = /^(.+)\/(\d+)(?:\.(\d+))?\/(\w+?)(?:@(\w+))?(?:~([\w-]+))?$/;

/** Undefined for what an older version, or nobody, has written. */
export function readSource(text: string): PictureSource | undefined {
  const [, server, incident, contact, name, known, language] = FORM.exec(text) ?? [];
  const form = FORMS.find((each) => each === name);
  if (server === undefined || form === undefined) return undefined;
  return {
    server,
    incident: Number(incident),
    contact: contact === undefined ? undefined : Number(contact),
    form,
    known,
    language,
  };
}
