/**
 * The letters that Atkinson Hyperlegible Next lacks: Cyrillic, Arabic, Chinese. Their lists of faces come after the first screen,
 * and of the files behind them only those whose letters are shown (`unicode-range`): some hundred for Chinese, of 20 to 70 kB.
 * Where a list does not come, the system's own faces write.
 */
export async function loadScripts(): Promise<void> {
  await Promise.allSettled([import('@fontsource-variable/noto-sans'), import('@fontsource-variable/noto-sans-arabic'), import('@fontsource-variable/noto-sans-sc')]);
}
