/** The id of the field in which a code is typed. */
export const typedCodeId = 'typed-code'
