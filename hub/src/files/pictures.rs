//! Pictures, decoded within limits and drawn anew: what people are shown was encoded here, without
//! whatever else the file held.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use protocol::{Drawing, Picture};
use std::io::Cursor;

/// Longest side decoded, in pixels.
const SIDE_MAX: u32 = 30_000;
/// Bytes of the decoded picture: 50 million pixels, more than a camera's usual picture. Turning it upright may
/// take as much again.
const DECODED_MAX: u64 = 200_000_000;
/// Memory that a decoder may take beside it.
const ALLOC_MAX: u64 = 200_000_000;
const JPEG_QUALITY: u8 = 82;

pub struct Drawn {
    /// Upright.
    pub picture: Picture,
    pub thumbnail: Vec<u8>,
    pub preview: Vec<u8>,
}

/// Draws a picture in its sizes; none if it cannot be read, or is larger than the limits.
pub fn draw(bytes: &[u8]) -> Option<Drawn> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(ALLOC_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 || decoder.total_bytes() > DECODED_MAX {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    image.apply_orientation(orientation);
    let picture = Picture { width: image.width(), height: image.height() };
    let preview = within(image, Drawing::Preview.pixels());
    let encoded = encode(&preview)?;
    let thumbnail = encode(&within(preview, Drawing::Thumbnail.pixels()))?;
    Some(Drawn { picture, thumbnail, preview: encoded })
}

/// Made smaller where it is larger; never larger.
fn within(image: DynamicImage, pixels: u32) -> DynamicImage {
    if image.width() <= pixels && image.height() <= pixels {
        return image;
    }
    image.resize(pixels, pixels, FilterType::Triangle)
}

/// As PNG where something shines through, else as JPEG.
fn encode(image: &DynamicImage) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    if image.color().has_alpha() {
        image.to_rgba8().write_with_encoder(PngEncoder::new(&mut bytes)).ok()?;
    } else {
        image.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::file::media_type;
    use image::{ImageFormat, Rgb, Rgba};

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn size(bytes: &[u8]) -> (u32, u32) {
        let image = image::load_from_memory(bytes).unwrap();
        (image.width(), image.height())
    }

    /// D12
    #[test]
    fn a_picture_is_drawn_smaller_and_never_larger() {
        let wide = image::RgbImage::from_pixel(3_000, 1_000, Rgb([9, 200, 30]));
        let drawn = draw(&png(&wide.into())).unwrap();
        assert_eq!(drawn.picture, Picture { width: 3_000, height: 1_000 });
        assert_eq!(size(&drawn.preview), (2_048, 683));
        assert_eq!(size(&drawn.thumbnail), (480, 160));
        assert_eq!(media_type(&drawn.thumbnail), "image/jpeg");
        let small = image::RgbaImage::from_pixel(3, 2, Rgba([1, 2, 3, 4]));
        let drawn = draw(&png(&small.into())).unwrap();
        assert_eq!((size(&drawn.preview), size(&drawn.thumbnail)), ((3, 2), (3, 2)));
        assert_eq!(media_type(&drawn.thumbnail), "image/png", "what shines through stays so");
    }

    /// The head of a PNG that says it is so large, with a little data.
    fn claims(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = png(&image::RgbImage::new(1, 1).into());
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let crc = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        bytes
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
        })
    }

    /// D12
    #[test]
    fn a_bomb_is_not_decoded_and_garbage_is_no_picture() {
        assert!(draw(&claims(50_000, 50_000)).is_none());
        assert!(draw(&claims(20_000, 20_000)).is_none(), "within the sides, beyond the bytes");
        assert!(draw(b"").is_none());
        assert!(draw(b"<svg xmlns='http://www.w3.org/2000/svg'/>").is_none());
        let whole = png(&image::RgbImage::new(64, 64).into());
        assert!(draw(&whole[..whole.len() / 2]).is_none(), "cut off");
    }
}
