//! The icon, with a dot where something is unread (A16).

use tauri::image::Image;

const PLAIN: &[u8] = include_bytes!("../../../icons/32x32.png");
/// The accent of the interface's light theme.
const DOT: [u8; 4] = [0x25, 0x5f, 0xdc, 0xff];

pub fn icon(unread: bool) -> tauri::Result<Image<'static>> {
    let plain = Image::from_bytes(PLAIN)?;
    let (width, height) = (plain.width(), plain.height());
    let mut pixels = plain.rgba().to_vec();
    if unread {
        dot(&mut pixels, width, height);
    }
    Ok(Image::new_owned(pixels, width, height))
}

/// A filled circle in the upper right corner, a third as wide as the picture, with a gap around it.
fn dot(pixels: &mut [u8], width: u32, height: u32) {
    let radius = f64::from(width) / 6.0;
    let (middle_x, middle_y) = (f64::from(width) - radius, radius);
    for (at, pixel) in (0..width * height).zip(pixels.chunks_exact_mut(4)) {
        let (x, y) = (f64::from(at % width) + 0.5, f64::from(at / width) + 0.5);
        let away = (x - middle_x).hypot(y - middle_y);
        if away <= radius {
            pixel.copy_from_slice(&DOT);
        } else if away <= radius + 1.5 {
            pixel.fill(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A16
    #[test]
    fn what_is_unread_has_a_dot() {
        let (plain, dotted) = (icon(false).unwrap(), icon(true).unwrap());
        let corner = |image: &Image<'_>| {
            let at = 4 * (image.width() * 4 + image.width() - 4) as usize;
            image.rgba()[at..at + 4].to_vec()
        };
        assert_eq!(corner(&dotted), DOT);
        assert_ne!(corner(&plain), DOT);
    }
}
