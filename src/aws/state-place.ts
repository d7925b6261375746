/** Where Terraform's state of an environment is. */

/** The file, from the working directory, where no bucket is given. */
export function stateFile(name: string): string {
  return `.vedette/state/${name}.tfstate`;
}

/** The key in the bucket. */
export function stateKey(name: string): string {
  return `vedette/${name}.tfstate`;
}
