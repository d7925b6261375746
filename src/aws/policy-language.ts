/** The version of the language that policies are written in (IAM user guide, policy elements). */
export const LANGUAGE = '2012-10-17';
