package io.geminiquota.engine.policy;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a model is allowed in each tier of the Gemini Developer API, as far as it was ever
 * published.
 *
 * <p>These are stale seeds: the numbers were last published in November 2025, and nobody promises
 * them. They are used only until the server tells otherwise, upward or downward.
 */
final class TierPresets {

  /**
   * Requests per minute / input tokens per minute / requests per day. A dash stands for what was
   * not published, or is not sure enough to hold anybody back.
   */
  private static final String TABLE =
      """
      model                      free           tier-1         tier-2         tier-3
      gemini-3-pro               -              50/1M/1k       -              -
      gemini-3-pro-image         -              20/100k/250    500/500k/15k   5k/5M/-
      gemini-2.5-pro             2/125k/50      150/2M/10k     1k/5M/50k      2k/8M/-
      gemini-2.5-flash           10/250k/250    1k/1M/10k      2k/3M/100k     10k/8M/-
      gemini-2.5-flash-lite      15/250k/1k     4k/4M/-        10k/10M/-      30k/30M/-
      gemini-2.5-flash-tts       3/10k/15       -              -              -
      gemini-2.5-flash-image     -              500/500k/2k    2k/1500k/50k   5k/5M/-
      gemini-2.0-flash           15/1M/200      -              -              -
      gemini-embedding           100/30k/1k     3k/1M/-        -              -
      gemma-3                    30/15k/14400   -              -              -
      imagen-4.0-generate        -              10/-/70        15/-/1k        20/-/15k
      imagen-4.0-fast-generate   -              10/-/70        15/-/1k        20/-/15k
      imagen-4.0-ultra-generate  -              5/-/30         -              -
      veo-3.0-generate           -              2/-/10         -              -
      veo-3.0-fast-generate      -              2/-/10         -              -
      veo-3.1-generate           -              2/-/10         -              -
      veo-3.1-fast-generate      -              2/-/10         -              -
      """;

  private static final List<LimitName> IN_A_CELL =
      List.of(LimitName.RPM, LimitName.TPM, LimitName.RPD);

  /**
   * The parts of a canonical name that tell a version or a size of a model, not another model:
   * {@code -preview}, {@code -preview-09-2025}, {@code -001}, {@code -27b-it}. Whatever else
   * follows a known name, like {@code -live} or {@code -native-audio}, has limits of its own.
   */
  private static final Pattern VERSION =
      Pattern.compile("-preview(?:-\\d{2}-(?:\\d{4}|\\d{2}))?(?=-|$)|-\\d{3}$|-\\d{1,3}b-it$");

  private static final Map<String, Map<Tier, Limits>> PRESETS = read(TABLE);

  private TierPresets() {}

  /** The seeds of a model in a tier, none for a model that the table does not know. */
  static Limits of(Tier tier, String model) {
    String family = VERSION.matcher(ModelName.canonical(model)).replaceAll("");
    return PRESETS.getOrDefault(family, Map.of()).getOrDefault(tier, Limits.none());
  }

  private static Map<String, Map<Tier, Limits>> read(String table) {
    Map<String, Map<Tier, Limits>> presets = new HashMap<>();
    table.lines().skip(1).map(line -> line.split(" +", -1)).forEach(row -> put(presets, row));
    return presets;
  }

  private static void put(Map<String, Map<Tier, Limits>> presets, String[] row) {
    Map<Tier, Limits> tiers = new EnumMap<>(Tier.class);
    int column = 1;
    for (Tier tier : Tier.values()) {
      tiers.put(tier, limits(row[column++]));
    }
    presets.put(ModelName.canonical(row[0]), tiers);
  }

  private static Limits limits(String cell) {
    String[] texts = cell.split("/", -1);
    Map<LimitName, Long> values = new EnumMap<>(LimitName.class);
    for (int i = 0; i < texts.length; i++) {
      if (!texts[i].equals("-")) {
        values.put(
            IN_A_CELL.get(i), Long.parseLong(texts[i].replace("k", "000").replace("M", "000000")));
      }
    }
    return new Limits(values);
  }
}
