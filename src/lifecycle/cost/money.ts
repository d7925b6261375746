/** Amounts of US dollars for people. */
import { priceDays } from '../../aws/prices/price-list.ts';

/** What something costs an hour, to a hundredth of a cent: `0.0489`. */
export function formatHour(amount: number): string {
  return amount.toFixed(4);
}

/** By which prices something is estimated, for a sentence that says what it costs. */
export function byPrices(): string {
  const [oldest, youngest] = priceDays();
  return `by prices of ${oldest} to ${youngest}`;
}

/** Made once: a list has hundreds of amounts, and to make it takes longer than to print them. */
const AMOUNT = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** What something costs over a longer time: `1,234.50`. */
export function formatAmount(amount: number): string {
  return AMOUNT.format(amount);
}
