/** Amounts of US dollars for people. */

/** What something costs an hour, to a hundredth of a cent: `0.0489`. */
export function formatHour(amount: number): string {
  return amount.toFixed(4);
}

/** Made once: a list has hundreds of amounts, and to make it takes longer than to print them. */
const AMOUNT = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** What something costs over a longer time: `1,234.50`. */
export function formatAmount(amount: number): string {
  return AMOUNT.format(amount);
}
