//! Arrays of numbers in a `.npz` file: a ZIP archive with one `.npy` file for each array.

use std::{
    io::{Cursor, Read},
    path::Path,
};

use ndarray::{Array1, Array2};
use zip::ZipArchive;

use crate::EncoderError;

/// Bytes of the largest array that is read.
const MOST: u64 = 1 << 30;

/// An archive of arrays.
pub(crate) struct Tensors<'a> {
    path: &'a Path,
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Tensors<'a> {
    pub(crate) fn open(path: &'a Path, bytes: &'a [u8]) -> Result<Self, EncoderError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| EncoderError::new(path, error))?;
        Ok(Self { path, archive })
    }

    /// The bytes of an array of this type and shape.
    pub(crate) fn bytes(&mut self, name: &str, kind: &str, shape: &[usize]) -> Result<Vec<u8>, EncoderError> {
        let wrong = |seen: String| EncoderError::new(self.path, format!("{name}: {seen}"));
        let file = self.archive.by_name(&format!("{name}.npy")).map_err(|error| wrong(error.to_string()))?;
        let mut bytes = Vec::new();
        file.take(MOST).read_to_end(&mut bytes).map_err(|error| wrong(error.to_string()))?;
        let data = data(&bytes, kind, shape).ok_or_else(|| wrong("型か大きさが違います".to_owned()))?;
        Ok(data.to_vec())
    }

    pub(crate) fn vector(&mut self, name: &str, length: usize) -> Result<Array1<f32>, EncoderError> {
        let bytes = self.bytes(name, "<f4", &[length])?;
        Ok(floats(&bytes).collect())
    }

    pub(crate) fn matrix(
        &mut self,
        name: &str,
        shape @ (rows, columns): (usize, usize),
    ) -> Result<Array2<f32>, EncoderError> {
        let bytes = self.bytes(name, "<f4", &[rows, columns])?;
        let wrong = |error| EncoderError::new(self.path, format!("{name}: {error}"));
        Array2::from_shape_vec(shape, floats(&bytes).collect()).map_err(wrong)
    }
}

/// The numbers of an array of four bytes each.
pub(crate) fn floats(bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// The data of a `.npy` file of version 1 or 2, if its header states this type and shape in the order of C.
fn data<'a>(bytes: &'a [u8], kind: &str, shape: &[usize]) -> Option<&'a [u8]> {
    let (header, data) = match bytes.get(..8)? {
        [0x93, b'N', b'U', b'M', b'P', b'Y', 1, _] => {
            let length = usize::from(u16::from_le_bytes(bytes.get(8..10)?.try_into().ok()?));
            bytes.get(10..)?.split_at_checked(length)?
        }
        [0x93, b'N', b'U', b'M', b'P', b'Y', 2, _] => {
            let length = u32::from_le_bytes(bytes.get(8..12)?.try_into().ok()?);
            bytes.get(12..)?.split_at_checked(usize::try_from(length).ok()?)?
        }
        _ => return None,
    };
    let header: String = str::from_utf8(header).ok()?.chars().filter(|c| !c.is_whitespace()).collect();
    let sizes: Vec<String> = shape.iter().map(usize::to_string).collect();
    let shape =
        if let [only] = sizes.as_slice() { format!("({only},)") } else { format!("({})", sizes.join(",")) };
    let states = |said: &str| header.contains(said);
    let fits = states(&format!("'descr':'{kind}'"))
        && states("'fortran_order':False")
        && states(&format!("'shape':{shape}"));
    fits.then_some(data)
}
