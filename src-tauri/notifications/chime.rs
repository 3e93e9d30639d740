//! What the chimes sound like: a few struck notes each, made here, so that no file has to be carried.

use protocol::ipc::notices::Chime;
use std::f32::consts::TAU;

/// Samples of one channel in a second.
pub const RATE: u32 = 44_100;

struct Note {
    hz: f32,
    at_ms: u32,
    /// After this time it is half as loud.
    half_ms: f32,
}

const fn note(hz: f32, at_ms: u32, half_ms: f32) -> Note {
    Note { hz, at_ms, half_ms }
}

/// A fourth upwards: E5, A5.
const SOFT: &[Note] = &[note(659.26, 0, 110.0), note(880.0, 140, 160.0)];
const DROP: &[Note] = &[note(1_046.5, 0, 35.0), note(1_568.0, 60, 45.0)];
/// With the overtones that make metal of it.
const BELL: &[Note] = &[note(987.77, 0, 240.0), note(2_726.2, 0, 90.0), note(5_333.9, 0, 40.0)];

/// The whole chime, in one channel, as loud as `volume` percent.
pub fn samples(chime: Chime, volume: u8) -> Vec<f32> {
    let notes = match chime {
        Chime::Soft => SOFT,
        Chime::Drop => DROP,
        Chime::Bell => BELL,
    };
    let ms = notes.iter().map(|note| note.at_ms as f32 + note.half_ms * 6.0).fold(0.0, f32::max);
    let loudness = f32::from(volume.min(100)) / 100.0 / notes.len() as f32;
    let count = (ms * RATE as f32 / 1_000.0) as u32;
    (0..count).map(|at| notes.iter().map(|note| strike(note, at)).sum::<f32>() * loudness).collect()
}

/// One note at one moment: it sets in within 4 ms, without a click, and dies away.
fn strike(note: &Note, at: u32) -> f32 {
    let ms = at as f32 * 1_000.0 / RATE as f32 - note.at_ms as f32;
    if ms < 0.0 {
        return 0.0;
    }
    let set_in = (ms / 4.0).min(1.0);
    (TAU * note.hz * ms / 1_000.0).sin() * set_in * 0.5f32.powf(ms / note.half_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A16
    #[test]
    fn each_chime_is_heard_is_short_and_does_not_crack() {
        for &chime in Chime::ALL {
            let sound = samples(chime, 100);
            let loudest = sound.iter().fold(0.0f32, |loudest, one| loudest.max(one.abs()));
            assert!((0.2..=1.0).contains(&loudest), "{chime}: {loudest}");
            assert!(sound.len() < 2 * RATE as usize, "{chime}");
            assert!(sound.first().is_some_and(|one| one.abs() < 0.01), "{chime}");
            assert!(sound.last().is_some_and(|one| one.abs() < 0.02), "{chime}");
        }
    }

    #[test]
    fn the_volume_is_a_share_and_nothing_at_nought() {
        let loudest = |volume| samples(Chime::Soft, volume).iter().fold(0.0f32, |most, one| most.max(one.abs()));
        assert!((loudest(50) * 2.0 - loudest(100)).abs() < 0.001);
        assert_eq!(loudest(0), 0.0);
        assert_eq!(loudest(255), loudest(100));
    }
}
