export type SqlValue = string | number | bigint | null;

/** Statements, each run at once; rows are plain objects by column name. Throws a StoreError where the file fails. */
export interface Rows {
  run(sql: string, ...values: SqlValue[]): { readonly changes: number; readonly id: number };
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined;
  all<Row>(sql: string, ...values: SqlValue[]): Row[];
}
