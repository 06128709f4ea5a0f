/** What is wrong with the service and whether its operator was told, so that each is said once. */
export const alarms: readonly string[] = [
  `create table alarm (
    about text primary key,
    found text not null,
    since timestamptz not null,
    said_at timestamptz
  )`,
]
