package io.geminiquota.engine.usage;

import org.jspecify.annotations.Nullable;

/**
 * Width and height of a picture in pixels, from its head: PNG, JPEG and WebP. Of other formats they
 * are not known.
 */
record Dimensions(int width, int height) {

  private static final int PNG = 0x89504E47;
  private static final int JPEG = 0xFFD8;
  private static final int RIFF = 0x52494646;
  private static final int WEBP = 0x57454250;
  private static final int VP8X = 0x56503858;
  private static final int VP8L = 0x5650384C;
  private static final int VP8 = 0x56503820;

  /** A JPEG has a dozen segments before its frame, each of 64 KB at most. */
  private static final int MOST_SEGMENTS = 64;

  /** The dimensions of a picture, null if they cannot be told. */
  static @Nullable Dimensions of(Base64Bytes picture) {
    if (picture.bigEndian32(0) == PNG) {
      return known(picture.bigEndian32(16), picture.bigEndian32(20));
    } else if (picture.bigEndian16(0) == JPEG) {
      return ofJpeg(picture);
    } else if (picture.bigEndian32(0) == RIFF && picture.bigEndian32(8) == WEBP) {
      return ofWebp(picture);
    }
    return null;
  }

  private static @Nullable Dimensions ofJpeg(Base64Bytes picture) {
    int position = 2;
    for (int i = 0; i < MOST_SEGMENTS && picture.at(position) == 0xFF; i++) {
      int marker = picture.at(position + 1);
      if (isFrame(marker)) {
        return known(picture.bigEndian16(position + 7), picture.bigEndian16(position + 5));
      }
      position += 2 + picture.bigEndian16(position + 2);
    }
    return null;
  }

  /** Start of frame, of any coding; three numbers in between mean tables. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static @Nullable Dimensions ofWebp(Base64Bytes picture) {
    return switch (picture.bigEndian32(12)) {
      case VP8X ->
          known(
              1 + (picture.littleEndian32(24) & 0xFFFFFF),
              1 + (picture.littleEndian32(27) & 0xFFFFFF));
      case VP8L -> {
        int bits = picture.littleEndian32(21);
        yield known(1 + (bits & 0x3FFF), 1 + (bits >>> 14 & 0x3FFF));
      }
      case VP8 -> known(picture.littleEndian16(26) & 0x3FFF, picture.littleEndian16(28) & 0x3FFF);
      default -> null;
    };
  }

  private static @Nullable Dimensions known(int width, int height) {
    return width > 0 && height > 0 ? new Dimensions(width, height) : null;
  }
}
