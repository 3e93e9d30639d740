//! Lets chimes be heard. The device is taken for as long as a chime lasts: nobody keeps a machine awake for a
//! sound that may come in an hour.

use super::chime;
use protocol::ipc::notices::Chime;
use rodio::buffer::SamplesBuffer;
use rodio::{DeviceSinkBuilder, Player};
use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What is still on its way through the system's buffers when the last sample was handed over.
const TAIL: Duration = Duration::from_millis(200);

#[derive(Debug, thiserror::Error)]
#[error("this machine plays no sound: {0}")]
pub struct Mute(String);

/// Plays one chime at a time.
#[derive(Default)]
pub struct Speaker {
    device: Mutex<()>,
}

impl Speaker {
    /// For an event. While another one rings it is not heard: it would only be louder.
    pub fn ring(&self, chime: Chime, volume: u8) -> Result<(), Mute> {
        match self.device.try_lock() {
            Ok(_device) => play(chime, volume),
            Err(_) => Ok(()),
        }
    }

    /// For whoever asked to hear it: after the one that rings.
    pub fn try_out(&self, chime: Chime, volume: u8) -> Result<(), Mute> {
        let _device = self.device.lock().unwrap_or_else(PoisonError::into_inner);
        play(chime, volume)
    }
}

/// To its end; blocks for as long.
fn play(chime: Chime, volume: u8) -> Result<(), Mute> {
    if volume == 0 {
        return Ok(());
    }
    let mut out = DeviceSinkBuilder::open_default_sink().map_err(|error| Mute(error.to_string()))?;
    out.log_on_drop(false);
    let player = Player::connect_new(out.mixer());
    let (one, rate) = (NonZero::<u16>::MIN, NonZero::new(chime::RATE).unwrap_or(NonZero::<u32>::MIN));
    player.append(SamplesBuffer::new(one, rate, chime::samples(chime, volume)));
    player.sleep_until_end();
    thread::sleep(TAIL);
    Ok(())
}
