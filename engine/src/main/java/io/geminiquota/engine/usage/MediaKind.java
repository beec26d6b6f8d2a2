package io.geminiquota.engine.usage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a medium is, and how many tokens it makes by the documentation. */
enum MediaKind {
  /**
   * 258 tokens up to 384 pixels in both directions; a larger one is cut into tiles of 258 each. The
   * head of a PNG, JPEG or WebP tells its dimensions; a picture without known dimensions counts as
   * a small one.
   */
  IMAGE {
    @Override
    long tokens(String type, Base64Bytes data) {
      Dimensions dimensions = Dimensions.of(data);
      return dimensions == null ? A_TILE : tiles(dimensions) * A_TILE;
    }

    @Override
    long tokensOfUnknown() {
      return A_TILE;
    }
  },
  /** 32 tokens a second. A WAV's head tells its bytes a second; else the format's usual rate. */
  AUDIO {
    @Override
    long tokens(String type, Base64Bytes data) {
      return perSecond(32, data.size(), bytesPerSecond(type, data));
    }

    @Override
    long tokensOfUnknown() {
      return 32 * UNKNOWN_SECONDS;
    }
  },
  /** 263 tokens a second, of a film of one megabit a second. */
  VIDEO {
    @Override
    long tokens(String type, Base64Bytes data) {
      return perSecond(263, data.size(), 125_000);
    }

    @Override
    long tokensOfUnknown() {
      return 263 * UNKNOWN_SECONDS;
    }
  },
  /** 258 tokens a page, of 40 KB, up to the 1,000 pages that are taken. */
  DOCUMENT {
    @Override
    long tokens(String type, Base64Bytes data) {
      return Math.min(1000, 1 + data.size() / 40_000) * A_TILE;
    }

    @Override
    long tokensOfUnknown() {
      return 10 * A_TILE;
    }
  },
  /** A file of text: 4 bytes a token. */
  TEXT {
    @Override
    long tokens(String type, Base64Bytes data) {
      return 1L + data.size() / 4;
    }

    @Override
    long tokensOfUnknown() {
      return 2500;
    }
  },
  /** Anything else counts as a small picture. */
  OTHER {
    @Override
    long tokens(String type, Base64Bytes data) {
      return A_TILE;
    }

    @Override
    long tokensOfUnknown() {
      return A_TILE;
    }
  };

  private static final long A_TILE = 258;

  /** For what lies elsewhere, or cannot be measured. */
  private static final long UNKNOWN_SECONDS = 60;

  private static final int SMALL = 384;
  private static final int LARGEST = 3072;

  /**
   * The tokens of a medium that lies in the body.
   *
   * @param type its media type, in lower case
   */
  abstract long tokens(String type, Base64Bytes data);

  /** The tokens of a medium that lies elsewhere: a guess. */
  abstract long tokensOfUnknown();

  /**
   * The kind of a medium, null if that is none.
   *
   * @param type a media type, or the word that Interactions has for one
   */
  static @Nullable MediaKind of(String type) {
    String word = type.toLowerCase(Locale.ROOT);
    if (word.equals("image") || word.startsWith("image/")) {
      return IMAGE;
    } else if (word.equals("audio") || word.startsWith("audio/")) {
      return AUDIO;
    } else if (word.equals("video") || word.startsWith("video/")) {
      return VIDEO;
    } else if (word.equals("document") || word.equals("application/pdf")) {
      return DOCUMENT;
    } else if (word.startsWith("text/") || word.equals("application/json")) {
      return TEXT;
    }
    return word.indexOf('/') > 0 ? OTHER : null;
  }

  /** Whether the request's resolution changes the size. */
  boolean isVisual() {
    return this == IMAGE || this == VIDEO;
  }

  /**
   * A picture is fitted into 3,072 pixels and cut into squares of two thirds of its shorter side,
   * of 256 to 768 pixels.
   */
  private static long tiles(Dimensions picture) {
    if (picture.width() <= SMALL && picture.height() <= SMALL) {
      return 1;
    }
    double scale = Math.min(1.0, (double) LARGEST / Math.max(picture.width(), picture.height()));
    double width = picture.width() * scale;
    double height = picture.height() * scale;
    double side = Math.max(256, Math.min(768, Math.floor(Math.min(width, height) / 1.5)));
    return (long) (Math.ceil(width / side) * Math.ceil(height / side));
  }

  private static long perSecond(long tokens, long bytes, long bytesPerSecond) {
    return tokens * Math.max(1, (bytes + bytesPerSecond - 1) / bytesPerSecond);
  }

  /** On the side of low rates, and so of long sounds. */
  private static long bytesPerSecond(String type, Base64Bytes data) {
    if (type.contains("wav")) {
      int rate = data.littleEndian32(28);
      return rate >= 1000 && rate <= 2_000_000 ? rate : 32_000;
    } else if (type.contains("pcm") || type.contains("l16")) {
      return 32_000;
    } else if (type.contains("flac") || type.contains("aiff")) {
      return 60_000;
    }
    return type.contains("ogg") || type.contains("opus") || type.contains("webm") ? 6_000 : 12_000;
  }
}
